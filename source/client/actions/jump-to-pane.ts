import {MaestroError} from '../../domain/errors.js';
import type {Session} from '../../domain/session.js';
import type {Tools} from './tools.js';

/** Brings the window of a session before the operator, by whichever way the multiplexer has. */
export const jumpToPane =
	({store, multiplexerFor, terminal, takeOver}: Tools) =>
	async ({id, name, run}: Session): Promise<void> => {
		const place = run?.window;
		if (place === undefined) {
			throw new MaestroError(
				'window-gone',
				`${name || id} has no window${run?.isHeadless === true ? ': it runs headless' : ''}`,
			);
		}

		const multiplexer = multiplexerFor(place);
		if (multiplexer === undefined) {
			throw new MaestroError(
				'window-gone',
				`Its window is in ${place.multiplexer} at ${place.address}, which cannot be reached from here`,
			);
		}

		const say = (text: string, tone: 'info' | 'error' = 'info'): void =>
			store.send({event: 'notice', data: {text, tone}});
		const jump = await multiplexer.jump({id: place.windowId, paneId: place.paneId, key: place.key});
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
