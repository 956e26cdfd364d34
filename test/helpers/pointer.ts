import type {openApp} from './open-app.js';

type App = Awaited<ReturnType<typeof openApp>>;

/** A mouse in front of a terminal, which sends what terminals send for it. */
export const createMouse = (app: App) => {
	const placeOf = (text: string): readonly [column: number, row: number] => {
		const row = app
			.frame()
			.split('\n')
			.findIndex(line => line.includes(text));
		if (row === -1) {
			throw new Error(`Expected ${text} on the screen:\n${app.frame()}`);
		}

		return [app.columnOf(row, text), row];
	};

	const report = async (button: number, column: number, row: number, end: 'M' | 'm' = 'M'): Promise<void> =>
		app.send(`\u001B[<${button};${column + 1};${row + 1}${end}`);

	const clickAt = async (column: number, row: number): Promise<void> => {
		await report(0, column, row);
		await report(0, column, row, 'm');
	};

	return {
		clickAt,
		/** Where this text begins on the screen. */
		async click(text: string) {
			await clickAt(...placeOf(text));
		},
		async wheel(direction: 'up' | 'down', text: string) {
			await report(direction === 'up' ? 64 : 65, ...placeOf(text));
		},
		report,
	};
};
