import type {Client} from '../client/client.js';
import {isReadOnly, whyReadOnly} from '../client/read-only.js';
import type {State} from '../client/state/index.js';
import {MaestroError} from '../domain/errors.js';
import type {ActContext, Binding} from './binding.js';
import {whyNotServer} from './why-not-server.js';

/** Why a binding cannot run now. */
export const whyNotNow = (binding: Binding, state: State): string | undefined =>
	whyNotChange(binding, state) ?? whyNotServer(binding.needs, state) ?? binding.whyNot?.(state);

const whyNotChange = ({changes}: Binding, state: State): string | undefined =>
	changes === true && isReadOnly(state) ? whyReadOnly(state) : undefined;

/**
What a press of a key does at once: its binding changes the screen, or asks, or says why it cannot. What leaves the screen is
answered, for the caller to begin when it is time.
*/
export const press = (
	binding: Binding,
	key: string,
	{store, actions}: Pick<Client, 'store' | 'actions'>,
): (() => Promise<void>) | undefined => {
	const state = store.get();
	const reason = whyNotNow(binding, state);
	if (reason !== undefined) {
		store.send({event: 'notice', data: {text: reason, tone: 'info'}});
		return undefined;
	}

	const question = binding.confirm?.(state);
	if (question !== undefined) {
		const subject = binding.subject?.(state);
		store.send({event: 'confirm:asked', data: {question, bindingId: binding.id, subject}});
		return undefined;
	}

	const context = {state, send: store.send, key, actions, now: store.get};
	binding.run?.(context);
	return binding.act === undefined ? undefined : async () => act(binding, context);
};

/** Does what leaves the screen; a refusal is said to the operator. */
export const act = async (binding: Binding, context: ActContext): Promise<void> => {
	try {
		await binding.act?.(context);
	} catch (error) {
		if (!(error instanceof MaestroError)) {
			throw error;
		}

		context.send({event: 'notice', data: {text: error.message, tone: 'error'}});
	}
};
