package telegramtest

// Changed is closed at the next change of anything that the server knows.
func (s *Server) Changed() <-chan struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.changed
}
