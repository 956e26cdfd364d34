import type {ClientEvent} from '../client/event.js';
import {type PaletteItem, paletteItem} from '../client/select/palette.js';
import {allThreads} from '../client/select/threads.js';
import type {State} from '../client/state/index.js';
import {listScreens, type ScreenId} from '../client/state/screen.js';
import {settingRows, wordOf} from '../domain/setting-rows.js';
import type {ActContext} from './binding.js';
import {showRow} from './showing.js';

/** The screens that are opened by their name; the others are about something that is selected. */
const namedScreens: Readonly<Partial<Record<ScreenId, string>>> = {
	sessions: 'Sessions',
	tasks: 'Tasks',
	projects: 'Projects',
	inbox: 'Inbox',
	stats: 'Statistics of messages',
	hosts: 'Hosts',
	docs: 'Documents of agents',
	members: 'Team members',
	settings: 'Settings',
	help: 'Keys',
};

/** Each of them, to be found. */
export const screenItems: readonly PaletteItem[] = Object.entries(namedScreens).map(([id, text]) =>
	paletteItem({section: 'screen', text, detail: '', subject: id, more: id}),
);

const openNamed = (id: string): readonly ClientEvent[] => {
	const list = listScreens.find(screen => screen === id);
	const screen = (Object.keys(namedScreens) as readonly ScreenId[]).find(other => other === id);
	if (list !== undefined) {
		return [{event: 'list:opened', data: {screen: list}}];
	}

	return screen === undefined ? [] : [{event: 'screen:opened', data: {screen}}];
};

/** Where it is gone to with something that is no action. */
export const goTo = ({section, subject}: PaletteItem, state: State): readonly ClientEvent[] => {
	switch (section) {
		case 'screen': {
			return openNamed(subject);
		}

		case 'session': {
			return showRow('sessions', subject, state);
		}

		case 'task': {
			return showRow('tasks', subject, state);
		}

		case 'project': {
			return showRow('projects', subject, state);
		}

		case 'message': {
			return [{event: 'thread:opened', data: {id: subject}}];
		}

		case 'setting':
		case 'action': {
			return [];
		}
	}
};

/** What has to be asked for besides: a thread that is read, a setting that is given its value. */
export const settle = async ({section, subject}: PaletteItem, {state, actions}: ActContext): Promise<void> => {
	if (section === 'message' && state.connection.phase === 'open') {
		await actions.markRead(allThreads(state).find(({id}) => id === subject)?.messages ?? []);
	} else if (section === 'setting') {
		const [name] = subject.split('=', 1);
		const row = settingRows.find(({id}) => id === name);
		const value = row?.values.find(choice => `${row.id}=${wordOf(choice)}` === subject);
		if (row !== undefined && value !== undefined) {
			await actions.changeSetting(row.id, value);
		}
	}
};

/** What Enter does with what is selected. */
export const goes: Readonly<Record<PaletteItem['section'], string>> = {
	action: 'Do it',
	screen: 'Open it',
	session: 'Show it',
	task: 'Show it',
	project: 'Show it',
	message: 'Read the thread',
	setting: 'Set it',
};
