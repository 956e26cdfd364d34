import type {DesktopProject, DesktopSession} from './entities.js';
import {modeOf} from './modes.js';
import type {World} from './world.js';

const home = '/home/user/.maestro';
const programs = '/home/user/agent-maestro/node_modules/.bin';

export const manifestPathOf = ({id}: DesktopSession): string => `${home}/sessions/${id}/manifest.json`;

export const worktreePathOf = ({id}: DesktopSession): string => `${home}/worktrees/${id}`;

/** What a session's terminal has to have in its environment; keys of providers are among it. */
export const launchEnvironment = (
	world: World,
	session: DesktopSession,
	project: DesktopProject | undefined,
): Record<string, string> => ({
	MAESTRO_SESSION_ID: session.id,
	MAESTRO_CLAUDE_SESSION_ID: session.claudeSessionId ?? '',
	MAESTRO_MANIFEST_PATH: manifestPathOf(session),
	MAESTRO_SERVER_URL: world.url(),
	MAESTRO_MODE: modeOf(session),
	MAESTRO_COORDINATOR_SESSION_ID: session.parentSessionId ?? '',
	MAESTRO_ROOT_SESSION_ID: session.rootSessionId,
	DATA_DIR: `${home}/data`,
	SESSION_DIR: `${home}/sessions`,
	...world.settings.keys,
	GOOGLE_GENAI_USE_GCA: 'true',
	...session.env,
	PATH: world.settings.path ?? `${programs}:/home/user/.local/bin:/home/user/bin:/usr/local/bin:/usr/bin:/bin`,
	MAESTRO_CLI_PATH: world.settings.hasCli === false ? '/nonexistent/maestro' : `${programs}/maestro`,
	...(project?.isMaster === true ? {MAESTRO_IS_MASTER: 'true'} : {}),
});

/** What a resumed one has: what it had, without what only the start of a spawned one knows. */
export const resumeEnvironment = (world: World, session: DesktopSession): Record<string, string> => {
	const {
		MAESTRO_MANIFEST_PATH: _,
		MAESTRO_COORDINATOR_SESSION_ID: __,
		MAESTRO_ROOT_SESSION_ID: ___,
		...fresh
	} = launchEnvironment(world, {...session, env: {}}, undefined);
	const permissionMode = session.metadata?.permissionMode;
	return {
		...session.env,
		...fresh,
		...(typeof permissionMode === 'string' ? {MAESTRO_PERMISSION_MODE: permissionMode} : {}),
	};
};
