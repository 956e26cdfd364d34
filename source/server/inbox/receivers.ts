import {canMessage, type Party} from '../../domain/access.js';
import {MaestroError} from '../../domain/errors.js';
import {isGone, operatorId, roleOf, type Session} from '../../domain/session.js';
import {admitReceiver} from './admission.js';

type Options = {
	readonly from: string;
	readonly sender: Party;
	readonly mayQueue: boolean;
	/** Every session there is. */
	readonly sessions: readonly Session[];
	readonly parties: (id: string) => Party | undefined;
	/** Whether the operator stopped what the sender and this one write to each other. */
	readonly isStopped: (id: string) => boolean;
};

/**
Whom the selectors of a broadcast mean, each once, and never its sender. A role means those of it that may be written to; of an id
or a project all must be, or all is refused.
*/
export const resolveReceivers = (selectors: readonly string[], options: Options): readonly string[] => {
	const {from, sender, mayQueue, sessions, parties, isStopped} = options;
	const live = sessions.filter(session => session.id !== from && !isGone(session));
	const meant = new Set(
		selectors
			.flatMap(selector => {
				const [kind, name] = selector.split(':');
				switch (name === undefined ? 'id' : kind) {
					case 'role': {
						return live.filter(
							session => roleOf(session) === name && canMessage(sender, session) && !isStopped(session.id),
						);
					}

					case 'project': {
						return live.filter(({projectId}) => projectId === name);
					}

					default: {
						return [{id: selector}];
					}
				}
			})
			.map(({id}) => id)
			.filter(id => id !== from),
	);
	if (meant.size === 0) {
		throw new MaestroError(
			'session-not-found',
			`Nobody to write to: ${selectors.join(', ')} means no live session but the sender${from === operatorId ? '' : ' that it may write to'}`,
		);
	}

	for (const id of meant) {
		admitReceiver(sender, id, mayQueue, parties);
	}

	return [...meant];
};
