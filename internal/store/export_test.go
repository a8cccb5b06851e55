package store

import "context"

// OpenImage opens a store in memory that begins with the database of which image
// is the file.
func OpenImage(ctx context.Context, o Options, image []byte) (*Store, error) {
	s := newStore(o)
	if err := s.connect(memory); err != nil {
		return nil, err
	}
	conn, err := s.writer.Conn(ctx)
	if err != nil {
		return nil, err
	}
	err = conn.Raw(func(c any) error { return c.(interface{ Deserialize([]byte) error }).Deserialize(image) })
	if err == nil {
		err = conn.Close()
	}
	if err == nil {
		err = s.bringUp(ctx)
	}
	return s, err
}
