package model

import (
	"cmp"
	"slices"
	"strings"
)

// Library is the ordered set of a chat's attachments. Whatever the order, the division or the
// repetition in which they arrive, the result is the same. The zero Library is empty and ready.
type Library struct {
	records  []*record // in order of arrival
	byID     map[string]*record
	texts    map[string]string // those that many attachments share, kept once
	revision int
}

// Merge adds attachments, or what they tell about known ones, and returns how many were new and how
// many known ones changed. One without an ID is left out: nothing could be asked about it.
//
// Of two claims about one field the one with a value wins, then the one of the later transcript
// item. Only the status goes by its word first, since a late page must not undo a scan: APPROVED
// and REJECTED beat IN_PROGRESS, which beats any other. The time and the item of an attachment are those of
// the earliest item that brought it, so that a row never moves because its scan ended.
func (l *Library) Merge(attachments []Attachment) (added, changed int) {
	if l.byID == nil {
		l.byID, l.texts = make(map[string]*record, len(attachments)), map[string]string{}
	}
	var fresh []*record
	moved := false
	for i := range attachments {
		a := &attachments[i]
		if a.ID == "" {
			continue
		}
		r, known := l.byID[a.ID]
		if !known {
			r = l.newRecord(a)
			l.byID[a.ID] = r
			fresh = append(fresh, r)
			continue
		}
		at, item := r.SentAt, r.ItemID
		if r.merge(a) {
			changed++
		}
		moved = moved || r.ItemID != item || !r.SentAt.Equal(at)
	}
	if moved {
		slices.SortFunc(l.records, byArrival)
		l.number(0)
	}
	l.insert(fresh)
	if len(fresh)+changed > 0 {
		l.revision++
	}
	return len(fresh), changed
}

// insert puts new records in their places. Pages come in order or in reverse: either way the old
// ones between two places are moved at once, and none is compared with each.
func (l *Library) insert(fresh []*record) {
	slices.SortFunc(fresh, byArrival)
	old := len(l.records)
	l.records = append(l.records, fresh...)
	for last := len(fresh) - 1; last >= 0; last-- {
		at, _ := slices.BinarySearchFunc(l.records[:old], fresh[last], byArrival)
		copy(l.records[at+last+1:], l.records[at:old])
		l.records[at+last], old = fresh[last], at
	}
	l.number(old)
}

// number notes the places of the records from one on; those before it have kept theirs.
func (l *Library) number(from int) {
	for i := from; i < len(l.records); i++ {
		l.records[i].place = i
	}
}

// Remove takes an attachment out, and reports whether it was here.
func (l *Library) Remove(id string) bool {
	r, ok := l.byID[id]
	if !ok {
		return false
	}
	delete(l.byID, id)
	l.records = slices.Delete(l.records, r.place, r.place+1)
	l.number(r.place)
	l.revision++
	return true
}

// Len returns the number of attachments.
func (l *Library) Len() int { return len(l.records) }

// At returns the attachment at place i in order of arrival. It panics outside 0 to Len()-1.
func (l *Library) At(i int) Attachment { return l.records[i].Attachment }

// ByID returns the attachment with the given ID, as the service wrote it.
func (l *Library) ByID(id string) (Attachment, bool) {
	if r, ok := l.byID[id]; ok {
		return r.Attachment, true
	}
	return Attachment{}, false
}

// Index returns the place of an attachment in order of arrival, from 0, and -1 for one that is not
// here.
func (l *Library) Index(id string) int {
	if r, ok := l.byID[id]; ok {
		return r.place
	}
	return -1
}

// All returns the attachments in order of arrival, in a slice of the caller's own.
func (l *Library) All() []Attachment {
	all := make([]Attachment, len(l.records))
	for i, r := range l.records {
		all[i] = r.Attachment
	}
	return all
}

// Revision changes whenever a Merge changes anything that can be read here.
func (l *Library) Revision() int { return l.revision }

// byArrival orders by time, then item, then ID. What has no known time comes last.
func byArrival(a, b *record) int {
	return cmp.Or(
		earlierClaim(claim{a.SentAt, a.ItemID}, claim{b.SentAt, b.ItemID}),
		strings.Compare(a.ID, b.ID),
	)
}

// record is an attachment with the claim behind each field: without it, the result would depend on
// the order in which claims came.
type record struct {
	Attachment

	claims *fieldClaims // nil: all of it was said by the item that brought it, as of nearly all attachments

	version int // how often it has changed
	place   int // in order of arrival
}

func (l *Library) newRecord(a *Attachment) *record {
	r := &record{Attachment: *a}
	for _, text := range []*string{&r.ContentType, (*string)(&r.Status), &r.Sender, (*string)(&r.Role), &r.ContactID} {
		kept, known := l.texts[*text]
		if !known {
			kept = *text
			l.texts[kept] = kept
		}
		*text = kept
	}
	return r
}

// merge takes from b what counts more, and reports whether anything changed. Each field takes the
// greater of two values in a total order, which is what makes the order of merges not matter.
func (r *record) merge(b *Attachment) bool {
	c, before, by := claim{b.SentAt, b.ItemID}, r.Attachment, claim{r.SentAt, r.ItemID}.all()
	if r.claims != nil {
		by = *r.claims
	}
	oldName := nameClaim{r.Name, r.FileName, r.NameHidden}
	newName := nameClaim{b.Name, b.FileName, b.NameHidden}
	if outweighs(b.Name != "", r.Name != "", c, by.name, newName.compare(oldName)) {
		r.Name, r.FileName, r.NameHidden, by.name = b.Name, b.FileName, b.NameHidden, c
	}
	take(&r.ContentType, &by.contentType, b.ContentType, c)
	take(&r.Sender, &by.sender, b.Sender, c)
	take(&r.Role, &by.role, b.Role, c)
	take(&r.ContactID, &by.contact, b.ContactID, c)
	switch have, got := statusRank(r.Status), statusRank(b.Status); {
	case got > have:
		r.Status, by.status = b.Status, c
	case got == have:
		take(&r.Status, &by.status, b.Status, c)
	}
	if earlierClaim(c, claim{r.SentAt, r.ItemID}) < 0 {
		r.SentAt, r.ItemID = b.SentAt, b.ItemID
	}
	if r.claims = nil; by != (claim{r.SentAt, r.ItemID}).all() {
		r.claims = &by
	}
	if r.Attachment == before {
		return false
	}
	r.version++
	return true
}
