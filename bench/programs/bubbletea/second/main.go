// The picture drawn by the second Bubble Tea, which writes the cells that are others than before.
package main

import (
	"fmt"
	"os"

	"picture"

	tea "charm.land/bubbletea/v2"
)

type model struct{ picture.Model }

func (m model) Init() tea.Cmd { return nil }

func (m model) Update(message tea.Msg) (tea.Model, tea.Cmd) {
	if key, isKey := message.(tea.KeyPressMsg); isKey {
		if key.String() == "q" {
			return m, tea.Quit
		}
		return model{m.Press(key.String())}, nil
	}
	return m, nil
}

func (m model) View() tea.View {
	view := tea.NewView(m.String())
	view.AltScreen = true
	return view
}

func main() {
	if _, err := tea.NewProgram(model{picture.New()}).Run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
