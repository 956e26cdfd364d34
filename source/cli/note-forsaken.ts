import type {Context} from './command.js';

/** A desktop server asks whoever watches it to open a window; where nobody does, what was started waits for nothing. */
export const noteForsaken = async ({hosted, note}: Pick<Context, 'hosted' | 'note'>, sessionId: string) => {
	if ((await (await hosted())?.isForsaken()) === true) {
		note(
			`nobody watches the server, so no window was opened: start maestro-tui, and then: maestro session resume ${sessionId}`,
		);
	}
};
