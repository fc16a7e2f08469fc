package session

import (
	"maps"
	"slices"
)

// sortedNums returns the numbers of calls in the order in which they were made, so that what follows
// from an event does not depend on the order of a map.
func sortedNums[V any](m map[int]V) []int { return slices.Sorted(maps.Keys(m)) }

// sortedIDs returns IDs in an order of their own.
func sortedIDs[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// sortedStrings sorts IDs in place.
func sortedStrings(ids []string) []string {
	slices.Sort(ids)
	return ids
}
