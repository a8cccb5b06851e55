package delivery

// idlers are those who wait until nothing is to be done.
type idlers struct {
	waiting []chan struct{}
	// asked is how many of them were there when the ledger was asked last, and
	// nothing says that it had nothing then.
	asked   int
	nothing bool
}

func (i *idlers) add(reached chan struct{}) { i.waiting = append(i.waiting, reached) }

// ask notes that the ledger is asked.
func (i *idlers) ask() { i.asked, i.nothing = len(i.waiting), false }

// tellIdlers releases those who wait for idleness, if it is reached: the ledger
// was asked after they came and had nothing, and nothing is on its way.
func (r *round) tellIdlers() {
	if !r.idlers.nothing || len(r.queue) > 0 || r.flying > 0 {
		return
	}
	for _, reached := range r.idlers.waiting[:r.idlers.asked] {
		close(reached)
	}
	r.idlers.waiting = r.idlers.waiting[r.idlers.asked:]
	r.idlers.asked = 0
}
