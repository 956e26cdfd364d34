import type {SettingName} from '../../domain/setting-rows.js';
import type {Settings} from '../../domain/settings.js';
import type {Tools} from './tools.js';

/** Sets one setting, for now and for later. */
export const changeSetting =
	({settings}: Pick<Tools, 'settings'>) =>
	async <Name extends SettingName>(name: Name, value: Settings[Name]): Promise<void> =>
		settings.change(name, value);

/** Gives a setting its default again. */
export const resetSetting =
	({settings}: Pick<Tools, 'settings'>) =>
	async (name: SettingName): Promise<void> =>
		settings.reset(name);

/** Gives a binding other keys, or with none those of the table; refuses keys that clash with others. */
export const rebindKey =
	({settings}: Pick<Tools, 'settings'>) =>
	async (bindingId: string, keys: readonly string[] | undefined): Promise<void> =>
		settings.rebind(bindingId, keys);

/** Gives every setting its default again, keys as well. */
export const resetAllSettings =
	({settings, store}: Pick<Tools, 'settings' | 'store'>) =>
	async (): Promise<void> => {
		const aside = await settings.resetAll();
		const text =
			aside === undefined
				? 'All settings are as they were at first'
				: `The settings begin anew; the file is now ${aside}`;
		store.send({event: 'notice', data: {tone: 'info', text}});
	};
