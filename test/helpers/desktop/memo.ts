/** The same function, which answers for an object what it has answered for it before: recordings never change. */
export const memoOf = <Of extends object, Answer>(answer: (of: Of) => Answer): ((of: Of) => Answer) => {
	const answers = new WeakMap<Of, {readonly answer: Answer}>();

	return of => {
		const known = answers.get(of) ?? {answer: answer(of)};
		answers.set(of, known);
		return known.answer;
	};
};
