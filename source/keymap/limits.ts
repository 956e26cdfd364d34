import {isReadOnly} from '../client/read-only.js';
import type {Binding} from './binding.js';

/** What may be done from this screen at all. */
export const limitBindings: readonly Binding[] = [
	{
		id: 'app.read-only',
		keys: [],
		help: 'Lock it read-only, or unlock it',
		label: state => (isReadOnly(state) ? 'Unlock it: changes are allowed again' : 'Lock it read-only'),
		whyNot: ({surroundings}) =>
			surroundings.readOnly === 'always'
				? 'It was started with --read-only, and stays so until it is started without'
				: undefined,
		run({state, send}) {
			const isLocked = isReadOnly(state);
			send(
				{event: 'limits:set', data: {readOnly: isLocked ? 'no' : 'yes'}},
				{
					event: 'notice',
					data: {
						tone: 'info',
						text: isLocked
							? 'Unlocked: changes are allowed again'
							: 'Read-only: nothing is changed from here until it is unlocked',
					},
				},
			);
		},
	},
];
