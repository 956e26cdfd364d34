import type {Session} from '../../domain/session.js';
import type {Tools} from './tools.js';
import {windowOf} from './window-of.js';

/** Brings the window of a session before the operator, by whichever way the multiplexer has. */
export const jumpToPane =
	({store, multiplexerFor, terminal, takeOver}: Tools) =>
	async (session: Session): Promise<void> => {
		const {name} = session;
		const {multiplexer, reference} = windowOf(session, multiplexerFor);
		const say = (text: string, tone: 'info' | 'error' = 'info'): void =>
			store.send({event: 'notice', data: {text, tone}});
		const jump = await multiplexer.jump(reference);
		switch (jump.kind) {
			case 'done': {
				say(`Went to ${name}. ${jump.wayBack}`);
				return;
			}

			case 'tell': {
				say(`${jump.why.replace(/\.$/, '')}. Type this in a terminal: ${jump.command}`);
				return;
			}

			case 'take-over': {
				let exitCode: number | undefined;
				store.send({event: 'terminal:lent'});
				try {
					await terminal.suspend(async () => {
						({exitCode} = await takeOver(jump.command, jump.without));
					});
				} finally {
					store.send({event: 'terminal:returned'});
				}

				if (exitCode !== 0) {
					say(
						`${jump.command.join(' ')} ended with ${exitCode === undefined ? 'a signal' : `exit code ${exitCode}`}`,
						'error',
					);
				}
			}
		}
	};
