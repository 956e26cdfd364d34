import {dispatchTask} from '../../protocol/dispatch.js';
import type {About, DispatchPlan} from '../state/dispatch-form.js';
import {isAsking, openScreen} from '../state/screen.js';
import {bodyOf} from './order-body.js';
import {selectNew} from './select-new.js';
import type {Tools} from './tools.js';

/** Runs exactly what was shown, and shows its session; where it runs already, it says so. */
export const dispatchMode =
	({call, store, preferredMultiplexer}: Tools) =>
	async ({order, agent}: Pick<DispatchPlan, 'order' | 'agent'>, about: About): Promise<void> => {
		const {taskId, mode} = order;
		const select = selectNew(store, 'sessions');
		store.send(
			{event: 'dispatch:asked', data: {what: 'start', order, about}},
			{event: 'notice', data: {tone: 'busy', text: `Starting ${taskId} in ${mode}…`}},
		);
		try {
			// The agent that was shown, whatever is the usual one by now.
			const body = bodyOf({...order, agent}, await preferredMultiplexer());
			const {session, window, headless, isReused} = await call(dispatchTask, {params: {id: taskId, mode}, body});
			const where = headless ? 'headless' : `in the window ${window}`;
			const text = isReused ? `${taskId} runs in ${mode} already, ${where}` : `Started ${window}`;
			// Whoever went somewhere else in the meantime stays there.
			const {screen} = store.get();
			const isHere = openScreen(screen) === 'dispatch' && !isAsking(screen) && screen.form?.asked?.order === order;
			store.send(
				...select(session),
				{event: 'notice', data: {tone: 'info', text}},
				...(isHere ? [{event: 'list:opened', data: {screen: 'sessions'}} as const] : []),
			);
		} finally {
			store.send({event: 'dispatch:settled', data: {order}});
		}
	};
