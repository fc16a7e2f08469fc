package session

import "cmp"

// receipts are those that are being written, by the number of the call.
type receipts struct {
	*core

	byNum map[int]receipt
}

// receipt is a receipt that is being written.
type receipt struct {
	intent int
	path   string
}

func (r *receipts) write(num int, path string, s Summary) {
	call := r.newNum()
	r.byNum[call] = receipt{num, path}
	r.do(SaveReceipt{call, path, s})
}

func (r *receipts) written(e ReceiptSaved) {
	w, ok := r.byNum[e.Num]
	if !ok {
		return
	}
	delete(r.byNum, e.Num)
	r.finish(w.intent, weightFor(e.Problem), nil, ReceiptWritten{cmp.Or(e.Path, w.path), e.Problem})
}
