/** What a program may say to a terminal beside text: where to draw and how, its own modes, and questions that do nothing. */
const ours: readonly RegExp[] = [
	// Places, rows that move, and what is cleared.
	/^\u001B\[[\d;]*[ABCDGHJKLMPSTX@dfr]$/,
	/^(?:[\b\r\n]|\u001B[DEM])$/,
	// Colours.
	/^\u001B\[[\d;:]*m$/,
	// The other screen, wrapping, the cursor, the mouse, focus, pastes, frames at once.
	/^\u001B\[\?(?:7|25|1000|1002|1003|1004|1006|1049|2004|2026)(?:;\d+)*[hl]$/,
	// Whose work it is to turn what is read from the right.
	/^\u001B\[8[hl]$/,
	// What is asked: whether all arrived, what it can.
	/^\u001B\[(?:5n|c|>c|>0?q|\?u|\??\d+\$p)$/,
	/^\u001B\]11;\?(?:\u0007|\u001B\\)$/,
	/^\u001B\[[<>=][\d;]*u$/,
];

const sequence =
	/\u001B\[[0-?]*[ -/]*[@-~]|\u001B[\]PX^_][^\u0007\u001B]*(?:\u0007|\u001B\\)|\u001B[ -/]*[0-~]|[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/gu;

/** What of all that was sent to a terminal is neither text nor one of the sequences that the screen is drawn with. */
export const strangeIn = (sent: string): readonly string[] => [
	...new Set((sent.match(sequence) ?? []).filter(one => !ours.some(own => own.test(one)))),
];
