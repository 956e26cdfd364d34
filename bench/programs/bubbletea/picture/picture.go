// Package picture is the one of bench/programs/panes.mjs: three panes, of which one is a list with a bar in it.
package picture

import (
	"fmt"
	"os"
	"strconv"
	"strings"
)

const inner = 56

var words = []string{"running", "idle", "waiting", "failed"}

// Model is what the picture is drawn from.
type Model struct {
	cursor, top, badge, count int
}

// New is the picture before any key, with as many sessions as ITEMS says.
func New() Model {
	count, err := strconv.Atoi(os.Getenv("ITEMS"))
	if err != nil {
		count = 200
	}
	return Model{badge: 1, count: count}
}

// Press is the picture after a key.
func (m Model) Press(key string) Model {
	switch key {
	case "j":
		m.cursor++
	case "k":
		m.cursor--
	case "G":
		m.cursor += inner
	case "b":
		m.badge++
	}
	m.cursor = max(0, min(m.count-1, m.cursor))
	m.top = max(min(m.top, m.cursor), m.cursor-inner+1)
	return m
}

func (m Model) session(item int) string {
	badge := item % 13
	if item == 5 {
		badge = m.badge
	}
	name := fmt.Sprintf(" session-%04d %s", item, words[item%4])
	line := fmt.Sprintf("%-40s%-8s", name, fmt.Sprintf("[%d]", badge))
	if item == m.cursor {
		return "\x1b[7m" + line + "\x1b[m"
	}
	return line[:14] + fmt.Sprintf("\x1b[%dm", 32+item%4) + line[14:40] + "\x1b[m" + line[40:]
}

func task(item int) string {
	text := fmt.Sprintf(" Implement the thing number %d and its tests", item)
	return fmt.Sprintf("\x1b[36m task-%04d\x1b[m%-52s\x1b[33m%-16s\x1b[m", item, text, words[(item*7)%4])
}

func event(item int) string {
	text := fmt.Sprintf("sess_%04d message %d delivered to worker", item%97, item)
	return fmt.Sprintf("\x1b[2m 12:00:%02d \x1b[m%-58s", item%60, text)
}

func edge(left, right string) string {
	line := ""
	for _, width := range []int{50, 80, 70} {
		line += left + strings.Repeat("─", width-2) + right
	}
	return line
}

// String is what the whole terminal shows.
func (m Model) String() string {
	lines := []string{fmt.Sprintf("%-190s00:00:00", " maestro 12 sessions 3 unread"), edge("┌", "┐")}
	for row := 0; row < inner; row++ {
		session := strings.Repeat(" ", 48)
		if m.top+row < m.count {
			session = m.session(m.top + row)
		}
		// A pane is as wide as its text, or one cell wider.
		lines = append(lines, fmt.Sprintf("│%s││%s ││%s│", session, task(row), event(row)))
	}
	return strings.Join(append(lines, edge("└", "┘"), " j/k move  b badge  q quit   FOOTER"), "\n")
}
