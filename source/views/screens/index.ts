import type {ComponentType} from 'react';
import type {ScreenId} from '../../client/state/screen.js';
import {ComposeScreen} from './compose.js';
import {DispatchScreen} from './dispatch.js';
import {HelpScreen} from './help.js';
import {InboxScreen} from './inbox.js';
import {ProjectsScreen} from './projects.js';
import {SessionsScreen} from './sessions.js';
import {TasksScreen} from './tasks.js';
import {ThreadScreen} from './thread.js';

export const screens: Readonly<Record<ScreenId, ComponentType>> = {
	sessions: SessionsScreen,
	tasks: TasksScreen,
	projects: ProjectsScreen,
	inbox: InboxScreen,
	thread: ThreadScreen,
	compose: ComposeScreen,
	dispatch: DispatchScreen,
	help: HelpScreen,
};
