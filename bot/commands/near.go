package commands

import "strings"

// nearest is the name that word is most likely a slip of: the one that it
// begins, or differs from by a letter or two; empty if none is near.
func nearest(word string, names []string) string {
	word = strings.ToLower(word)
	best, bestDistance := "", allowance(word)+1
	for _, name := range names {
		lower := strings.ToLower(name)
		if d := distance(word, lower); d < bestDistance {
			best, bestDistance = name, d
		}
	}
	if best != "" {
		return best
	}
	for _, name := range names {
		if len(word) >= 3 && strings.HasPrefix(strings.ToLower(name), word) {
			return name
		}
	}
	return ""
}

// allowance is how many slips a word of this length may have.
func allowance(word string) int {
	switch n := len([]rune(word)); {
	case n <= 2:
		return 0
	case n <= 5:
		return 1
	}
	return 2
}

// maxWord bounds the words compared, in characters.
const maxWord = 64

// distance counts the letters to insert, remove, change or swap with their
// neighbour to make b of a.
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	if len(x) > maxWord || len(y) > maxWord {
		return maxWord
	}
	rows := make([][]int, len(x)+1)
	for i := range rows {
		rows[i] = make([]int, len(y)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(x); i++ {
		for j := 1; j <= len(y); j++ {
			rows[i][j] = step(rows, x, y, i, j)
		}
	}
	return rows[len(x)][len(y)]
}

func step(rows [][]int, x, y []rune, i, j int) int {
	change := rows[i-1][j-1]
	if x[i-1] != y[j-1] {
		change++
	}
	d := min(change, rows[i-1][j]+1, rows[i][j-1]+1)
	if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
		d = min(d, rows[i-2][j-2]+1)
	}
	return d
}
