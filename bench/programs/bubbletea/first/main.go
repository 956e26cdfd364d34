// The picture drawn by the first Bubble Tea, which writes each line that is another one than before.
package main

import (
	"fmt"
	"os"

	"picture"

	tea "github.com/charmbracelet/bubbletea"
)

type model struct{ picture.Model }

func (m model) Init() tea.Cmd { return nil }

func (m model) Update(message tea.Msg) (tea.Model, tea.Cmd) {
	if key, isKey := message.(tea.KeyMsg); isKey {
		if key.String() == "q" {
			return m, tea.Quit
		}
		return model{m.Press(key.String())}, nil
	}
	return m, nil
}

func (m model) View() string { return m.String() }

func main() {
	if _, err := tea.NewProgram(model{picture.New()}, tea.WithAltScreen()).Run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
