import type {ComponentType} from 'react';
import type {ScreenId} from '../../client/state/screen.js';
import {ComposeScreen} from './compose.js';
import {DetailsScreen} from './details.js';
import {DispatchScreen} from './dispatch.js';
import {DocScreen} from './doc.js';
import {DocsScreen} from './docs.js';
import {HelpScreen} from './help.js';
import {HoldScreen} from './hold.js';
import {HostsScreen} from './hosts.js';
import {InboxScreen} from './inbox.js';
import {LogScreen} from './log.js';
import {MembersScreen} from './members.js';
import {MenuScreen} from './menu.js';
import {PaletteScreen} from './palette.js';
import {PeekScreen} from './peek.js';
import {ProjectsScreen} from './projects.js';
import {SearchScreen} from './search.js';
import {SessionsScreen} from './sessions.js';
import {SettingsScreen} from './settings.js';
import {StatsScreen} from './stats.js';
import {TasksScreen} from './tasks.js';
import {ThreadScreen} from './thread.js';
import {TimelineScreen} from './timeline.js';

export const screens: Readonly<Record<ScreenId, ComponentType>> = {
	sessions: SessionsScreen,
	tasks: TasksScreen,
	projects: ProjectsScreen,
	inbox: InboxScreen,
	thread: ThreadScreen,
	hold: HoldScreen,
	search: SearchScreen,
	stats: StatsScreen,
	compose: ComposeScreen,
	dispatch: DispatchScreen,
	log: LogScreen,
	timeline: TimelineScreen,
	hosts: HostsScreen,
	docs: DocsScreen,
	doc: DocScreen,
	members: MembersScreen,
	details: DetailsScreen,
	peek: PeekScreen,
	menu: MenuScreen,
	settings: SettingsScreen,
	help: HelpScreen,
	palette: PaletteScreen,
};
