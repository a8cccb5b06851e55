package dice_test

import (
	"maps"
	"testing"

	"herald/bot/bottest/dice"
)

const draws = 10_000

// throw draws with a seed and counts.
func throw(d *dice.Dice[string], seed uint64, rates map[string]float64) (order []string) {
	d.Load(seed, 1, []string{"slow", "cut"}, rates)
	for range draws {
		t, struck := d.Draw()
		if struck == (t == "") {
			panic("a trouble without a name, or a name without trouble")
		}
		order = append(order, t)
	}
	return order
}

func TestDrawsAsOftenAsAskedFor(t *testing.T) {
	t.Parallel()
	var d dice.Dice[string]
	throw(&d, 7, map[string]float64{"slow": .2, "cut": .05})
	struck := d.Struck()
	if n := struck["slow"]; n < 1800 || n > 2200 {
		t.Errorf("a fifth of %d draws is slow %d times", draws, n)
	}
	if n := struck["cut"]; n < 400 || n > 600 {
		t.Errorf("a twentieth of %d draws is cut %d times", draws, n)
	}
	throw(&d, 7, nil)
	if !maps.Equal(d.Struck(), struck) {
		t.Errorf("without rates something was struck: %v after %v", d.Struck(), struck)
	}
}

func TestOneSeedDrawsTheSame(t *testing.T) {
	t.Parallel()
	var a, b, c dice.Dice[string]
	rates := map[string]float64{"slow": .2, "cut": .2}
	one, same, other := throw(&a, 7, rates), throw(&b, 7, rates), throw(&c, 8, rates)
	differ := 0
	for i := range one {
		if one[i] != same[i] {
			t.Fatalf("draw %d is %q and %q", i, one[i], same[i])
		}
		if one[i] != other[i] {
			differ++
		}
	}
	if differ < draws/10 {
		t.Errorf("two seeds differ in %d of %d draws only", differ, draws)
	}
}

func TestNoDiceNoTrouble(t *testing.T) {
	t.Parallel()
	var d dice.Dice[string]
	if got, struck := d.Draw(); struck {
		t.Errorf("the zero value draws %q", got)
	}
}
