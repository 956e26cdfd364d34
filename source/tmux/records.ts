import {randomBytes} from 'node:crypto';

export type Records<Field extends string> = {
	/** What to hand to `-F`, or to `display-message -p`. */
	readonly format: string;
	/** The records in what tmux printed; other text in between is passed over. */
	readonly read: (stdout: string) => ReadonlyArray<Readonly<Record<Field, string>>>;
};

/**
Asks tmux for some of its variables and reads what it prints. Values may hold newlines, tabs and what not, and tmux 3.4 prints
control characters as octal, so what separates them is plain ASCII that nobody can know beforehand.
*/
export const createRecords = <Field extends string>(
	fields: readonly Field[],
	mark = randomBytes(9).toString('hex'),
): Records<Field> => {
	const [start, between, end] = [`<${mark}:`, `:${mark}:`, `:${mark}>`];
	return {
		format: `${start}${fields.map(field => `#{${field}}`).join(between)}${end}`,

		read(stdout) {
			const records = stdout
				.split(start)
				.slice(1)
				.map(text => (text.split(end)[0] ?? '').split(between));
			return records.map(
				// The cast: `fromEntries` forgets which names it was given.
				values =>
					Object.fromEntries(fields.map((field, index) => [field, values[index] ?? ''])) as Record<Field, string>,
			);
		},
	};
};
