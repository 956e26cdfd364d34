import type {Hold} from '../../domain/hold.js';
import {decideHold, listHolds} from '../../protocol/messages.js';
import type {Inbox} from '../inbox.js';
import {param, type Route, route} from '../route.js';

type Options = {
	readonly inbox: Inbox;
	/** Resolves once a receiver's next hook would find what was sent to it. */
	readonly raised: (receiver: string) => Promise<void>;
};

export const holdRoutes = ({inbox, raised}: Options): readonly Route[] => [
	route(listHolds, 'operator', () => inbox.holds().map(editable).reverse()),
	route(decideHold, 'operator', async asked => {
		const hold = await inbox.decide(param(asked, 'id'), asked.body.decision, asked.caller.id);
		await Promise.all(hold.between.map(raised));
		return editable(hold);
	}),
];

/** The readers of the protocol hand out lists that can be changed; the inbox's cannot. */
const editable = (hold: Hold) => ({...hold, between: [...hold.between] as [string, string]});
