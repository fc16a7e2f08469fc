package pdf

const (
	maxDepth  = 40        // of values within values
	maxValues = 2_000_000 // in one stream
)

// value takes the next value. What stands where no value may is a keyword.
func (l *lexer) value(depth int) any {
	if l.n++; l.n%1024 == 0 && l.ctx.Err() != nil || l.n > maxValues {
		l.at = len(l.b)
	}
	if l.end() {
		return nil
	}
	c := l.b[l.at]
	l.at++
	switch c {
	case '/':
		return l.name()
	case '(':
		return l.text()
	case '[':
		return l.array(depth)
	case '<':
		if l.at < len(l.b) && l.b[l.at] == '<' {
			l.at++
			return l.dict(depth)
		}
		return l.hex()
	case '>':
		if l.at < len(l.b) && l.b[l.at] == '>' {
			l.at++
			return keyword(">>")
		}
		return keyword(">")
	case ']', ')', '{', '}':
		return keyword(string(rune(c)))
	}
	l.at--
	return l.word()
}

func (l *lexer) array(depth int) any {
	list := array{}
	for depth < maxDepth && !l.end() {
		v := l.value(depth + 1)
		if k, ok := v.(keyword); ok {
			if k == "]" || k == ">>" || k == "endobj" {
				break
			}
			if n := len(list); k == "R" && n >= 2 {
				if id, ok := list[n-2].(float64); ok {
					list = append(list[:n-2], ref(id))
				}
			}
			continue
		}
		list = append(list, v)
	}
	return list
}

func (l *lexer) dict(depth int) any {
	d := dict{}
	for depth < maxDepth && !l.end() {
		key, ok := l.value(depth + 1).(name)
		if !ok {
			break // it is ">>", or broken
		}
		at := l.at
		v := l.value(depth + 1)
		if k, ok := v.(keyword); ok {
			if k == ">>" {
				l.at = at
			}
			continue
		}
		d[key] = l.referred(v)
	}
	return d
}

// referred is the reference that a number begins, or the number itself.
func (l *lexer) referred(v any) any {
	id, ok := v.(float64)
	if !ok || id < 0 || id != float64(int32(id)) {
		return v
	}
	at := l.at
	if _, ok := l.value(maxDepth).(float64); ok && l.value(maxDepth) == keyword("R") {
		return ref(id)
	}
	l.at = at
	return v
}
