import {MaestroError} from '../../domain/errors.js';
import type {Message} from '../../domain/message.js';
import {operatorId} from '../../domain/session.js';
import type {createLanes} from '../lanes.js';
import {canSee} from './admission.js';
import type {Ledger} from './ledger.js';

type Options = {
	readonly ledger: Ledger;
	readonly inLane: ReturnType<typeof createLanes>;
};

/**
What somebody does with one message: says that it was read, or takes it away.
*/
export const createMarks = ({ledger: {found, record}, inLane}: Options) => {
	/** Works on a message in its receiver's lane, as it is when its turn comes. */
	const withMessage = async <Result>(id: string, work: (message: Message) => Promise<Result>): Promise<Result> =>
		inLane(found(id).to, async () => work(found(id)));

	return {
		markRead: async (id: string, by: string): Promise<Message> =>
			withMessage(id, async message => {
				checkReader(message, by);
				if (message.status !== 'pending' && message.status !== 'delivered') {
					return message;
				}

				const [changed] = await record({kind: 'read', id, by});
				return changed ?? message;
			}),

		remove: async (id: string, by: string): Promise<void> =>
			withMessage(id, async message => {
				if (!canSee(message, by)) {
					throw new MaestroError(
						'not-allowed',
						`${id} is between ${message.from} and ${message.to}: only they and the operator may delete it`,
					);
				}

				await record({kind: 'deleted', ids: [id], by});
			}),
	};
};

const checkReader = ({id, to, status, hold}: Message, by: string): void => {
	if (by === to && hold === undefined) {
		return;
	}

	if (by === to) {
		throw new MaestroError('not-allowed', `${id} is held until the operator has decided: it has not come yet`);
	}

	if (by !== operatorId) {
		throw new MaestroError('not-allowed', `${id} is for ${to}: only its receiver says that it was read`);
	}

	if (status === 'pending') {
		throw new MaestroError(
			'not-allowed',
			`${id} still waits for ${to}, who would never get it: delete it to take it back`,
		);
	}
};
