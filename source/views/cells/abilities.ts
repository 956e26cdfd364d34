export type Abilities = {
	/** What the terminal is to be asked now; each question is asked once. */
	readonly takeQuestions: (shown: {readonly hasRightToLeft: boolean}) => string;
	/** Takes what came from the terminal, for its answers. */
	readonly hear: (input: string) => void;
	/** Whether a frame can be put between marks, and is shown only when it is whole. */
	readonly hasMarks: () => boolean;
	/**
	Who puts what is written from right to left into order, where that can be left to us: the terminal, until it is told not to, or nobody.
	Unknown where the terminal does as it likes.
	*/
	readonly orderedBy: () => 'terminal' | 'nobody' | undefined;
};

const marks = {question: '\u001B[?2026$p', yes: /\u001B\[\?2026;[123]\$y/};
// It is mode 8 of ECMA-48, as https://terminal-wg.pages.freedesktop.org/bidi/ has it: set while the terminal itself puts things into order.
const order = {question: '\u001B[8$p', answer: /\u001B\[8;([12])\$y/};

/**
What this terminal can do that others cannot. It is asked, and nothing is taken for granted before it has answered.
*/
export const createAbilities = (): Abilities => {
	const asked = new Set<string>();
	let hasMarks = false;
	let orderedBy: 'terminal' | 'nobody' | undefined;

	return {
		takeQuestions({hasRightToLeft}) {
			const wanted = [marks.question, ...(hasRightToLeft ? [order.question] : [])];
			const fresh = wanted.filter(question => !asked.has(question));
			for (const question of fresh) {
				asked.add(question);
			}

			return fresh.join('');
		},

		hear(input) {
			hasMarks ||= marks.yes.test(input);
			const [, state] = order.answer.exec(input) ?? [];
			orderedBy ??= state === undefined ? undefined : state === '1' ? 'terminal' : 'nobody';
		},
		hasMarks: () => hasMarks,
		orderedBy: () => orderedBy,
	};
};
