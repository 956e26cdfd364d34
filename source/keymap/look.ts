import type {State} from '../client/state/index.js';
import type {SettingName} from '../domain/setting-rows.js';
import {themeNames} from '../domain/settings.js';
import type {ActContext, Binding} from './binding.js';

const say = ({send}: ActContext, text: string): void => send({event: 'notice', data: {text, tone: 'info'}});

const toggles = (
	name: Extract<SettingName, 'mouse' | 'quiet'>,
	on: string,
	off: string,
): Pick<Binding, 'label' | 'act'> => ({
	label: ({settings}: State) => (settings.values[name] ? off : on),
	async act(context) {
		const isOn = !context.state.settings.values[name];
		await context.actions.changeSetting(name, isOn);
		say(context, isOn ? on : off);
	},
});

/** How things look and sound, for now and for later. */
export const lookBindings: readonly Binding[] = [
	{
		id: 'look.theme',
		keys: ['T'],
		help: 'Take the next theme, and keep it',
		whyNot: ({surroundings: {terminal}}) =>
			terminal.isSpoken
				? 'What is read aloud has no colours'
				: terminal.colourDepth < 4
					? 'This terminal has no colours'
					: undefined,
		async act(context) {
			const {theme} = context.state.settings.values;
			const next = themeNames.at((themeNames.indexOf(theme) + 1) % themeNames.length) ?? 'auto';
			await context.actions.changeSetting('theme', next);
			say(context, next === 'auto' ? 'Theme auto: the one that suits this terminal' : `Theme ${next}`);
		},
	},
	{
		id: 'look.mouse',
		keys: [],
		help: 'Switch the mouse on or off, and keep it',
		...toggles('mouse', 'The mouse is on: Shift and drag selects text', 'The mouse is off: the terminal has it'),
	},
	{
		id: 'look.quiet',
		keys: [],
		help: 'Be quiet outside the screen, or not any more',
		...toggles('quiet', 'Quiet: nothing is told outside this screen', 'No longer quiet'),
	},
];
