import type {SettingsKeeper} from '../client/feeds/settings.js';
import {MaestroError} from '../domain/errors.js';
import {putAside} from '../system/replace.js';
import {changeSettings, readSettingsText} from '../system/settings.js';
import {watchSettings} from '../system/watch-settings.js';

/**
Keeps settings in a file that a person may edit at any time.
*/
export const keepSettings = (file: string): SettingsKeeper => ({
	file,

	read() {
		try {
			return readSettingsText(file);
		} catch (error) {
			throw failure(`The settings in ${file} cannot be read`, 'what was known of them stays', error);
		}
	},

	async change(edit) {
		try {
			await changeSettings(file, edit);
		} catch (error) {
			throw failure(`The settings cannot be written to ${file}`, 'nothing was changed', error);
		}
	},

	async putAside() {
		try {
			return await putAside(file);
		} catch (error) {
			throw failure(`${file} cannot be put aside`, 'nothing was changed', error);
		}
	},

	watch: (onChange, signal) => watchSettings({file, onChange, signal}),
});

const failure = (what: string, outcome: string, error: unknown): unknown =>
	error instanceof Error && !(error instanceof MaestroError)
		? new MaestroError('storage-failed', `${what} (${error.message}); ${outcome}`, {cause: error})
		: error;
