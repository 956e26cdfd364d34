import {openHold} from '../client/select/hold.js';
import {receiverNames} from '../client/select/names.js';
import {isOpen} from '../domain/hold.js';
import {needing, type Scope} from './binding.js';

const onHold = needing(openHold, 'This exchange is not there any more');

/** Two sessions that went round in circles. */
export const holdKeys: Scope = {
	title: 'Held exchange',
	bindings: [
		{
			id: 'hold.allow',
			keys: ['a'],
			help: 'Let the two go on',
			label: () => 'Let them go on',
			inFooter: true,
			needs: 'receipts',
			changes: true,
			...onHold({
				whyNot: ({decision}) => (decision === 'allowed' ? 'They were let go on already' : undefined),
				act: async (hold, {actions}) => actions.decideHold(hold, 'allowed'),
			}),
		},
		{
			id: 'hold.stop',
			keys: ['X'],
			help: 'Stop the two',
			label: () => 'Stop them',
			inFooter: true,
			needs: 'receipts',
			changes: true,
			...onHold({
				whyNot: ({decision}) => (decision === 'stopped' ? 'They were stopped already' : undefined),
				confirm(hold, state) {
					const names = receiverNames(state, hold.between);
					return isOpen(hold)
						? `Stop ${names} from writing to each other? What waits fails and is never delivered`
						: `Stop ${names} from writing to each other? What they write from now on is refused`;
				},
				act: async (hold, {actions}) => actions.decideHold(hold, 'stopped'),
			}),
		},
	],
};
