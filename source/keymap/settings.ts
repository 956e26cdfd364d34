import {type SettingsRow, selectedSettingsRow} from '../client/select/settings.js';
import {MaestroError} from '../domain/errors.js';
import {valueAfter} from '../domain/setting-rows.js';
import {type ActContext, type Binding, needing, type Scope} from './binding.js';

const onRow = needing(selectedSettingsRow, 'No setting has these words');

const changeBy = async (row: SettingsRow, by: 1 | -1, {state, actions}: ActContext): Promise<void> => {
	if (row.kind === 'setting') {
		const {setting} = row;
		await actions.changeSetting(setting.id, valueAfter(setting, state.settings.values[setting.id], by));
	}
};

const whyNoStep = (row: SettingsRow): string | undefined =>
	row.kind === 'setting' ? undefined : 'Keys are pressed, and have no next value';

const step = (by: 1 | -1): Pick<Binding, 'whyNot' | 'act'> =>
	onRow({whyNot: whyNoStep, act: async (row, context) => changeBy(row, by, context)});

/** What can be set. */
export const settingsKeys: Scope = {
	title: 'Settings',
	bindings: [
		{
			id: 'settings.change',
			keys: ['enter', 'space'],
			help: 'Change it, or ask for its new key',
			inFooter: true,
			...onRow({
				label: ({kind}) => (kind === 'setting' ? 'Change it' : 'Press its new key'),
				whyNot: row => (row.kind === 'keys' ? row.row.whyFixed : undefined),
				run(row, {send}) {
					if (row.kind === 'keys') {
						send({event: 'capture:opened', data: {bindingId: row.row.id}});
					}
				},
				act: async (row, context) => changeBy(row, 1, context),
			}),
		},
		{id: 'settings.next', keys: ['right'], help: 'Change it to the next value', ...step(1)},
		{id: 'settings.previous', keys: ['left'], help: 'Change it to the value before', ...step(-1)},
		{
			id: 'settings.reset',
			keys: ['r', 'backspace'],
			help: 'Make it what it was at first',
			label: () => 'Reset it',
			inFooter: true,
			...onRow({
				whyNot: ({isDefault, problem}) => (isDefault && problem === undefined ? 'It is as it was at first' : undefined),
				act: async (row, {actions}) =>
					row.kind === 'setting' ? actions.resetSetting(row.setting.id) : actions.rebindKey(row.row.id, undefined),
			}),
		},
		{
			id: 'settings.reset-all',
			keys: ['X'],
			help: 'Make all settings what they were at first',
			confirm: () => 'Make all settings and keys what they were at first?',
			act: async ({actions}) => actions.resetAllSettings(),
		},
	],
};

/** The keys that were pressed, as the table spells them. */
const struckKeys = ({state}: Pick<ActContext, 'state'>): readonly string[] => state.screen.capture?.struck ?? [];

/** Enter after a key takes that key alone; before any, it is the key itself. */
const isLast = (key: string, struck: readonly string[]): boolean => struck.length === 1 && key === 'enter';

/** While a new key is pressed for a binding. */
export const captureKeys: Scope = {
	title: 'New key',
	bindings: [
		{
			id: 'capture.leave',
			keys: ['esc'],
			help: 'Leave the key as it is',
			inFooter: true,
			whyFixed: 'Every other key can be taken while a new key is pressed',
			run: ({send}) => send({event: 'capture:closed'}),
		},
		{
			id: 'capture.press',
			keys: [],
			takesAny: true,
			help: 'Take the key that is pressed; a second one makes a pair, and Enter ends it',
			run(context) {
				const {key, send} = context;
				const before = struckKeys(context);
				if (before.length < 2 && !isLast(key, before)) {
					send({event: 'capture:struck', data: {key}});
				}
			},
			async act(context) {
				const before = struckKeys(context);
				if (before.length === 1) {
					await takeKeys(context, isLast(context.key, before) ? before.join(' ') : [...before, context.key].join(' '));
				}
			},
		},
	],
};

/** A key that cannot be is told, and another can be pressed at once. */
const takeKeys = async ({state, send, actions, now}: ActContext, keys: string): Promise<void> => {
	const {capture} = state.screen;
	const isLeft = (): boolean => now().screen.capture?.bindingId !== capture?.bindingId;
	if (capture === undefined || isLeft()) {
		return;
	}

	try {
		await actions.rebindKey(capture.bindingId, [keys]);
		send({event: 'capture:closed'});
	} catch (error) {
		if (error instanceof MaestroError && !isLeft()) {
			send({event: 'capture:opened', data: {bindingId: capture.bindingId}});
		}

		throw error;
	}
};
