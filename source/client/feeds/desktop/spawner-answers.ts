export type SpawnerAnswers = {
	/** Whether the windows of a server are to be opened from here; `undefined` where the operator has not said so. */
	readonly opens: (url: string) => boolean | undefined;
	/** They said so knowing that it may be somebody else's. */
	readonly mayBeStrange: (url: string) => boolean;
	readonly give: (url: string, answer: {readonly opens: boolean; readonly isStrange: boolean}) => void;
};

/**
What the operator said about servers, for as long as the app runs. A yes to other programs at a server is none to whoever answers there
later.
*/
export const createSpawnerAnswers = (): SpawnerAnswers => {
	const answers = new Map<string, {readonly opens: boolean; readonly mayBeStrange: boolean}>();
	const mayBeStrange = (url: string): boolean => answers.get(url)?.mayBeStrange === true;

	return {
		opens: url => answers.get(url)?.opens,
		mayBeStrange,
		give(url, {opens, isStrange}) {
			answers.set(url, {opens, mayBeStrange: opens && (isStrange || mayBeStrange(url))});
		},
	};
};
