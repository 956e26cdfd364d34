import {explainMessage} from '../client/select/explain-row.js';
import {selectedFound} from '../client/select/search.js';
import {allThreads} from '../client/select/threads.js';
import {threadOf} from '../domain/message.js';
import {needing, type Scope} from './binding.js';
import {exportTo, jumpToParty, search} from './messages.js';

const onFound = needing(selectedFound, 'Nothing was found');

export const searchKeys: Scope = {
	title: 'Search',
	bindings: [
		{
			id: 'search.open',
			keys: ['enter'],
			help: 'Read its thread',
			inFooter: true,
			...onFound({
				run: (message, {send}) => send({event: 'thread:opened', data: {id: threadOf(message), messageId: message.id}}),
				async act(message, {state, actions}) {
					if (state.connection.phase === 'open') {
						const thread = allThreads(state).find(({id}) => id === threadOf(message));
						await actions.markRead(thread?.messages ?? [message]);
					}
				},
			}),
		},
		{inFooter: true, ...search('search.again', ['F']), label: () => 'Search again'},
		{
			id: 'search.older',
			keys: ['>'],
			help: 'Fetch older ones that fit',
			needs: 'messages',
			whyNot: ({fetched}) => (fetched.search?.hasMore === true ? undefined : 'There are no older ones that fit'),
			run: ({send}) => send({event: 'search:continued'}),
		},
		jumpToParty('search.jump'),
		{
			id: 'search.explain',
			keys: ['.'],
			help: 'Explain how far it has come',
			...onFound({
				run: (message, {state, send}) =>
					send({event: 'notice', data: {tone: 'info', text: explainMessage(message, state)}}),
			}),
		},
		exportTo('search.export'),
	],
};
