package desk

import (
	"context"
	"sync"
)

// Batches come from many sources at once, and each transaction waits for the disk.
// Whoever has the turn therefore files what waits behind it, too, and those whose
// batches these are find them filed.

// maxCommit is how many articles of several batches are filed in one transaction.
const maxCommit = 256

// waiting is a batch in the queue.
type waiting struct {
	batch []piece
	// done is closed when somebody else has tried to file it. Then tried is set, and
	// ok where that succeeded; all is what became of its articles.
	done      chan struct{}
	tried, ok bool
	all       []filed
}

// queue are the batches that wait for their turn.
type queue struct {
	mu   sync.Mutex
	list []*waiting
}

// join puts a batch at the end.
func (q *queue) join(batch []piece) *waiting {
	w := &waiting{batch: batch, done: make(chan struct{})}
	q.mu.Lock()
	defer q.mu.Unlock()
	q.list = append(q.list, w)
	return w
}

// leave takes a batch out of the queue, and says whether it stood there: if not,
// somebody files it.
func (q *queue) leave(w *waiting) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	for i, x := range q.list {
		if x == w {
			q.list = append(q.list[:i], q.list[i+1:]...)
			return true
		}
	}
	return false
}

// take takes batches that fit out of the queue, from the front, as far as they have
// not more articles than room.
func (q *queue) take(room int, fits func([]piece) bool) (taken []*waiting) {
	q.mu.Lock()
	defer q.mu.Unlock()
	rest := q.list[:0]
	for _, w := range q.list {
		if len(w.batch) <= room && fits(w.batch) {
			room -= len(w.batch)
			taken = append(taken, w)
		} else {
			rest = append(rest, w)
		}
	}
	clear(q.list[len(rest):])
	q.list = rest
	return taken
}

// inTurn waits for the turn of a batch; unlock must follow, unless somebody has
// filed the batch meanwhile, or err says why the turn did not come.
func (d *Desk) inTurn(ctx context.Context, w *waiting) (filed bool, err error) {
	err = d.lockLoaded(ctx)
	if d.queue.leave(w) {
		return false, err
	}
	<-w.done
	if !w.ok {
		return false, err
	}
	if err == nil {
		d.unlock()
	}
	return true, nil
}

// fileWith files a batch together with those that wait, if there are any, and says
// whether it did. Where that fails nobody's is filed: each is then tried without
// others, so that what is wrong with one does not hurt them.
func (d *Desk) fileWith(ctx context.Context, w *waiting) (all []filed, ok bool) {
	batch := w.batch
	if w.tried || len(batch) > maxCommit || !d.allPlain(batch) {
		return nil, false
	}
	others := d.queue.take(maxCommit-len(batch), d.allPlain)
	if len(others) == 0 {
		return nil, false
	}
	batches := [][]piece{batch}
	for _, w := range others {
		batches = append(batches, w.batch)
	}
	defer func() {
		for _, w := range others {
			w.tried = true
			close(w.done)
		}
	}()
	filed, err := d.tryTogether(ctx, batches...)
	if err != nil {
		return nil, false
	}
	for i, w := range others {
		w.ok, w.all = true, filed[i+1]
	}
	for _, all := range filed {
		d.close(all)
	}
	return filed[0], true
}

// allPlain reports whether no article of a batch has to do with the shelf.
func (d *Desk) allPlain(batch []piece) bool {
	return len(batch) == 0 || d.plain(batch) == len(batch) && !d.special(batch[0].Article)
}
