package app

import (
	"fmt"
	"path/filepath"

	"herald/internal/alarm"
)

const (
	// spaceLow is how little room on the disk of the database is told to the admins,
	// and spaceCalm how much it must be again, in bytes: 100 MiB are some 35,000 articles.
	spaceLow, spaceCalm = 100 << 20, 150 << 20
)

// disk is the file system under a database.
type disk struct {
	// free tells how many bytes a program without privileges may still write beside a
	// file, or that it does not know.
	free func(folder string) (bytes int64, known bool)
	// path is the database; empty where it is in memory.
	path string
}

// space is what is free for the database.
func (d disk) space() (bytes int64, known bool) {
	if databaseBytes(d.path) == 0 {
		return 0, false
	}
	return d.free(filepath.Dir(d.path))
}

// seeDisk tells of a disk that is nearly full while Herald can still tell of it:
// on a full one no notice can be kept, and small writes may go on where articles do
// not fit.
func (a *App) seeDisk(p *alarm.Picture) {
	const key = groupDisk + "/space"
	limit := int64(spaceLow)
	if a.stands(key) {
		limit = spaceCalm
	}
	free, known := a.disk.space()
	if !known || free >= limit {
		return
	}
	p.Causes = append(p.Causes, alarm.Cause{
		Key:  key,
		What: fmt.Sprintf("The disk of the database has only %s left.", sizeOf(free)),
		Did:  "Nothing yet. Once it is full, nothing is filed or posted until there is room; nothing is lost.",
		Do:   "Make room, or move the database to a larger disk: stop Herald, move it, and change store in config.yaml.",
		Over: "The disk of the database has room again.",
	})
}
