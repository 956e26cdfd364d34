/** The choice after the one that is made; the first where none is, and behind the last one none again. */
export const choiceAfter = <Choice>(choices: readonly Choice[], made: Choice | undefined): Choice | undefined =>
	choices[made === undefined ? 0 : choices.indexOf(made) + 1];
