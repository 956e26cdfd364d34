import type {Command} from '../command.js';
import {attach} from './attach.js';
import {dispatch, status, stop} from './dispatch.js';
import {doctor} from './doctor.js';
import {hookSettings} from './hook-settings.js';
import {inbox} from './inbox.js';
import {logs} from './logs.js';
import {messageList, messageShow, messageThread} from './message.js';
import {messageDelete, messageRead, messageReply} from './message-answer.js';
import {messageAllow, messageHolds, messageStop, messageTemplates} from './message-rules.js';
import {messageExport, messageSearch, messageStatistics} from './message-search.js';
import {modes} from './modes.js';
import {projectAdd, projectList, projectRemove} from './project.js';
import {serverRun, serverStart, serverStatus, serverStop} from './server.js';
import {serverLogin, serverLogout} from './server-login.js';
import {sessionList, sessionRemove, sessionShow, sessionStop} from './session.js';
import {sessionAdopt} from './session-adopt.js';
import {sessionResume, sessionSpawn} from './session-start.js';
import {taskAdd, taskList, taskSet, taskShow} from './task.js';
import {taskWorkTree} from './task-work-tree.js';

// The order here is the order of the usage text.
export const commands: readonly Command[] = [
	projectList,
	projectAdd,
	projectRemove,
	taskList,
	taskAdd,
	taskShow,
	taskSet,
	taskWorkTree,
	sessionList,
	sessionShow,
	sessionAdopt,
	sessionSpawn,
	sessionResume,
	sessionStop,
	sessionRemove,
	messageList,
	messageShow,
	messageThread,
	messageReply,
	messageRead,
	messageDelete,
	messageSearch,
	messageExport,
	messageStatistics,
	messageTemplates,
	messageHolds,
	messageAllow,
	messageStop,
	inbox,
	dispatch,
	status,
	stop,
	logs,
	attach,
	modes,
	hookSettings,
	serverRun,
	serverStart,
	serverStop,
	serverStatus,
	serverLogin,
	serverLogout,
	doctor,
];
