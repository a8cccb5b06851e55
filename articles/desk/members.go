package desk

import (
	"hash/fnv"
	"io"
	"math"
	"slices"
	"time"

	"herald/articles"
)

// member is an article of an open story, as it is compared with others.
type member struct {
	// key stands for its source and id.
	key       uint64
	headline  string
	publisher string
	at        time.Time
	days      weekdays
	// bare says that there is only a headline to compare, numbers that it gives
	// some, names that it has some.
	bare, numbers, names bool
	// terms are its terms, brought to length 1.
	terms packed
}

// memberKey stands for an article in the window.
func memberKey(a articles.Article) uint64 {
	h := fnv.New64a()
	_, _ = io.WriteString(h, a.Source+"\x00"+a.ID)
	return h.Sum64()
}

// weekdays are days of the week that a text names, a bit each.
type weekdays uint8

// namedDays are the names of the days, in the languages that have one of their own
// for each.
var namedDays = daysByName(
	"monday montag lundi lunes lunedì segunda-feira maandag poniedziałek понедельник понеділок pazartesi الاثنين",
	"tuesday dienstag mardi martes martedì terça-feira dinsdag wtorek вторник вівторок salı الثلاثاء",
	"wednesday mittwoch mercredi miércoles mercoledì quarta-feira woensdag środa среда середа çarşamba الأربعاء",
	"thursday donnerstag jeudi jueves giovedì quinta-feira donderdag czwartek четверг четвер perşembe الخميس",
	"friday freitag vendredi viernes venerdì sexta-feira vrijdag piątek пятница пʼятниця cuma الجمعة",
	"saturday samstag samedi sábado sabato zaterdag sobota суббота субота cumartesi السبت",
	"sunday sonntag dimanche domingo domenica zondag niedziela воскресенье неділя pazar الأحد",
)

func daysByName(names ...string) map[string]weekdays {
	days := map[string]weekdays{}
	for i, list := range names {
		for name := range setOf(list) {
			if words := articles.Words(name); len(words) == 1 {
				days[words[0]] |= 1 << i
			}
		}
	}
	return days
}

// newMember is an article that is being added, with its terms.
func (w *Window) newMember(a articles.Article, v vector) member {
	from := w.read(a)
	unit, scale := slices.Clone(v), 1/max(w.lengthOf(v), tiny)
	for i := range unit {
		unit[i].n = float32(float64(unit[i].n) * scale)
	}
	var room packing
	return member{
		key: memberKey(a), headline: w.headlines.keep(a.Headline()), publisher: w.names.name(a.Publisher), at: a.Appeared,
		days: from.days, bare: from.bare, numbers: from.numbers, names: from.names, terms: w.terms.keep(appendPacked(room[:0], unit, coarse)),
	}
}

// probe is an article that is compared with members: its terms are spread out on
// the desktop.
type probe struct {
	at             time.Time
	days           weekdays
	bare           bool
	numbers, names bool
	length         float64
	// twice says that it is of another story, which may be one with that of the
	// members: a word that only these two have is counted once.
	twice bool
	// form is that of its headline, read once it is asked for.
	form func() form
}

// rareScale brings rarities to about 1.
const rareScale = 6

// compare is how alike the probe and a member are: mostly between 0 and 1, a little
// below where they share nothing but common words.
func (w *Window) compare(q probe, p *member) float64 {
	alike, names := w.alike(q, p)
	if _, ok := w.swapped(q, p, alike, names); ok {
		return alike * (1 - tuned.otherForm)
	}
	return alike
}

// alike is how alike their words and facts are, and how many names they share.
func (w *Window) alike(q probe, p *member) (score float64, names int) {
	dot, least := 0.0, math.Inf(1)
	sameNumber, words, others := false, 0, 0.0
	if q.twice {
		others = 1
	}
	w.desk.met = p.terms.meet(&w.desk.spread, w.desk.met[:0])
	for _, t := range w.desk.met {
		term := &w.words.terms[t.term]
		dot += float64(w.desk.spread.weights[t.term]) * float64(t.n)
		sameNumber = sameNumber || term.number
		if term.word && term.casing.isName() {
			names++
		}
		if term.word {
			words++
			least = min(least, max(float64(term.count())-others, 1)+tuned.rareBackground*float64(term.share))
		}
	}
	if dot == 0 || math.IsInf(least, 1) {
		return 0, names
	}
	alike, apart := min(dot/q.length, 1), q.at.Sub(p.at).Abs()
	alike *= q.agreeing(p, apart, sameNumber, names > 0)
	if words == 1 && !q.bare && !p.bare {
		return alike * tuned.fewWords * fade(apart), names
	}
	rare := flattened(math.Log((float64(w.size()) + tuned.rareBackground) / least))
	bare := bareness(q.bare, p.bare)
	rarest := tuned.rarest*(1-bare) + tuned.rarestHeadline*bare
	return (alike + rarest*(rare/rareScale-tuned.ordinary)) * fade(apart), names
}

// agreeing is what is left of the likeness of the probe and a member, some time
// apart, by the facts that both give.
func (q probe) agreeing(p *member, apart time.Duration, sameNumber, sameName bool) float64 {
	left := 1.0
	if q.days != 0 && p.days != 0 && q.days&p.days == 0 {
		left *= 1 - tuned.otherDays*math.Exp(-apart.Hours()/tuned.dayFades.Hours())
	}
	if q.numbers && p.numbers && !sameNumber {
		left *= 1 - tuned.otherNumbers
	}
	if q.names && p.names && !sameName {
		left *= 1 - tuned.otherNames
	}
	return left
}

// fade is what is left of a likeness over a distance in time.
func fade(apart time.Duration) float64 {
	return math.Exp(-apart.Abs().Hours() / tuned.fading.Hours())
}

// probeOf spreads a member out to compare others with. foldUp must follow.
func (w *Window) probeOf(p *member) (probe, seen) {
	q, s := probe{at: p.at, days: p.days, bare: p.bare, numbers: p.numbers, names: p.names, form: w.laterForm(p)}, seen{weights: w.desk.probe[:0]}
	for t := p.terms.cursor(); t.next(); {
		r := w.rarity(t.term)
		s.weights = append(s.weights, weight{t.term, float32(float64(t.n) * r * r)})
		s.length += float64(t.n) * float64(t.n) * r * r
	}
	w.desk.probe = s.weights
	s.length = max(math.Sqrt(s.length), tiny)
	q.length = s.length
	w.spreadOut(s)
	return q, s
}

// bareness is the part of two articles of which there is only a headline.
func bareness(a, b bool) (part float64) {
	for _, bare := range []bool{a, b} {
		if bare {
			part += 0.5
		}
	}
	return part
}

// linkage is the mean of how alike the probe is to members, and of how bare these
// pairs are.
func (w *Window) linkage(q probe, members []member) (score, bare float64) {
	for i := range members {
		score += w.compare(q, &members[i])
		bare += bareness(q.bare, members[i].bare)
	}
	n := float64(max(len(members), 1))
	return score / n, bare / n
}

// sample are at most n of a story's members: a third from its beginning, the others
// the newest.
func sample(members []member, n int) []member {
	if len(members) <= n {
		return members
	}
	return slices.Concat(members[:n/3], members[len(members)-(n-n/3):])
}
