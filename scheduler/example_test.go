package scheduler_test

import (
	"fmt"
	"time"

	"herald/scheduler"
)

func ExampleParse() {
	berlin, _ := time.LoadLocation("Europe/Berlin")
	spec, _ := scheduler.Parse("30 2 * * *", berlin)
	at := time.Date(2026, 3, 28, 0, 0, 0, 0, berlin)
	for range 3 {
		at = spec.Next(at)
		fmt.Println(at.Format("2 Jan 15:04 MST"))
	}
	_, err := scheduler.Parse("0 25 * * *", berlin)
	fmt.Println(err)
	// Output:
	// 28 Mar 02:30 CET
	// 29 Mar 03:00 CEST
	// 30 Mar 02:30 CEST
	// "0 25 * * *": hour must be 0–23
}

func ExampleQuiet_Until() {
	quiet, _ := scheduler.ParseQuiet("10pm-7am")
	berlin, _ := time.LoadLocation("Europe/Berlin")
	end, ok := quiet.Until(time.Date(2026, 5, 8, 23, 15, 0, 0, berlin), berlin)
	fmt.Println(quiet, ok, end.Format("Mon 15:04"))
	// Output:
	// 22:00-07:00 true Sat 07:00
}
