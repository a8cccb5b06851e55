package app

import (
	"runtime"
	"testing"
	"testing/synctest"
	"time"
)

// TestDiskThatFillsUpIsTold holds that the admins hear of a disk before it is full,
// once, and of its end only when there is room to spare.
func TestDiskThatFillsUpIsTold(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a, p, out := observed(t)
		defer func() { _ = a.Close() }()
		p.Up()
		left := int64(spaceLow)
		a.disk.free = func(string) (int64, bool) { return left, true }
		expect(t, told(t, a, out, 10*time.Minute), "enough", nil, []string{"disk"})
		left = 12 << 20
		expect(t, told(t, a, out, time.Minute), "nearly full",
			[]string{"The disk of the database has only 12 MiB left", "Make room"}, nil)
		left = spaceCalm - 1
		expect(t, told(t, a, out, time.Hour), "hardly better", nil, []string{"disk"})
		left = spaceCalm
		expect(t, told(t, a, out, time.Hour), "room again", []string{"Over: The disk of the database has room again"}, nil)
		a.disk.free = func(string) (int64, bool) { return 0, false }
		expect(t, told(t, a, out, time.Hour), "not known", nil, []string{"disk"})
	})
}

// TestFreeSpace holds that the system is asked about a disk that is there.
func TestFreeSpace(t *testing.T) {
	t.Parallel()
	if runtime.GOOS != "linux" && runtime.GOOS != "darwin" {
		t.Skip("nobody is asked on", runtime.GOOS)
	}
	if n, known := freeSpace(t.TempDir()); !known || n <= 0 {
		t.Errorf("freeSpace = %d, %t", n, known)
	}
	if _, known := freeSpace("/no/such/folder"); known {
		t.Error("knows of a folder that is not there")
	}
	if _, known := (disk{free: freeSpace, path: ""}).space(); known {
		t.Error("knows of a database in memory")
	}
}
