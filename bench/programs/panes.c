// The picture of bench/programs/panes.mjs, drawn by ncurses: cc -O2 panes.c -lncursesw
#define _XOPEN_SOURCE_EXTENDED 1
#include <locale.h>
#include <ncurses.h>
#include <stdio.h>
#include <stdlib.h>

#define INNER 56

static const char *words[] = {"running", "idle", "waiting", "failed"};
static int cursor, top, badge = 1, count = 200;

static void frame(int x, int width) {
	mvaddstr(1, x, "┌");
	for (int i = 0; i < width - 2; i++) addstr("─");
	addstr("┐");
	for (int y = 2; y < INNER + 2; y++) {
		mvaddstr(y, x, "│");
		mvaddstr(y, x + width - 1, "│");
	}
	mvaddstr(INNER + 2, x, "└");
	for (int i = 0; i < width - 2; i++) addstr("─");
	addstr("┘");
}

static void session(int y, int item) {
	char name[64], number[16], line[64];
	snprintf(name, sizeof name, " session-%04d %s", item, words[item % 4]);
	snprintf(number, sizeof number, "[%d]", item == 5 ? badge : item % 13);
	snprintf(line, sizeof line, "%-40s%-8s", name, number);
	if (item == cursor) {
		attron(A_REVERSE);
		mvaddstr(y, 1, line);
		attroff(A_REVERSE);
		return;
	}
	mvaddnstr(y, 1, line, 14);
	attron(COLOR_PAIR(2 + item % 4));
	addnstr(line + 14, 26);
	attroff(COLOR_PAIR(2 + item % 4));
	addstr(line + 40);
}

static void draw(void) {
	char text[80], line[80];
	erase();
	mvaddstr(0, 0, " maestro 12 sessions 3 unread");
	mvaddstr(0, 190, "00:00:00");
	frame(0, 50);
	frame(50, 80);
	frame(130, 70);
	for (int row = 0; row < INNER; row++) {
		if (top + row < count) session(2 + row, top + row);
		snprintf(text, sizeof text, " task-%04d", row);
		attron(COLOR_PAIR(6));
		mvaddstr(2 + row, 51, text);
		attroff(COLOR_PAIR(6));
		snprintf(text, sizeof text, " Implement the thing number %d and its tests", row);
		snprintf(line, sizeof line, "%-52s", text);
		addstr(line);
		attron(COLOR_PAIR(3));
		addstr(words[(row * 7) % 4]);
		attroff(COLOR_PAIR(3));
		snprintf(text, sizeof text, " 12:00:%02d ", row % 60);
		attron(A_DIM);
		mvaddstr(2 + row, 131, text);
		attroff(A_DIM);
		snprintf(text, sizeof text, "sess_%04d message %d delivered to worker", row % 97, row);
		addstr(text);
	}
	mvaddstr(59, 0, " j/k move  b badge  q quit   FOOTER");
	refresh();
}

int main(void) {
	setlocale(LC_ALL, "C.UTF-8");
	if (getenv("ITEMS")) count = atoi(getenv("ITEMS"));
	initscr();
	cbreak();
	noecho();
	curs_set(0);
	start_color();
	use_default_colors();
	for (int i = 1; i < 8; i++) init_pair(i, i, -1);
	for (;;) {
		draw();
		int key = getch();
		if (key == 'q' || key == ERR) break;
		if (key == 'j') cursor++;
		if (key == 'k') cursor--;
		if (key == 'G') cursor += INNER;
		if (key == 'b') badge++;
		if (cursor < 0) cursor = 0;
		if (cursor > count - 1) cursor = count - 1;
		if (cursor < top) top = cursor;
		if (cursor >= top + INNER) top = cursor - INNER + 1;
	}
	endwin();
	return 0;
}
