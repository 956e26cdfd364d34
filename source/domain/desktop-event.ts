import type {ModelProfile} from './model-profile.js';
import type {NeedsInput, SessionStatus} from './session.js';
import type {TaskList} from './task-list.js';
import type {TeamMember} from './team-member.js';

/**
What clients of the real server are told besides (contract §6). All that these say of projects, tasks and sessions is in the updates of
those, too.
*/
export type DesktopEvent =
	| {
			readonly event: 'task:session_added' | 'task:session_removed' | 'session:task_added' | 'session:task_removed';
			readonly data: {readonly taskId: string; readonly sessionId: string};
	  }
	| {
			readonly event: 'session:status_changed';
			readonly data: {
				readonly id: string;
				readonly status: SessionStatus;
				/** Milliseconds. */
				readonly lastActivity: number;
				readonly needsInput?: NeedsInput | undefined;
			};
	  }
	| {
			readonly event: 'session:mode_changed';
			readonly data: {
				readonly sessionId: string;
				readonly mode: string;
				readonly previousMode: string;
				readonly changed: boolean;
				readonly timestamp: number;
			};
	  }
	| {
			/** `task_failed` is told of one that was cancelled. */
			readonly event: 'notify:task_completed' | 'notify:task_failed' | 'notify:task_in_review' | 'notify:task_blocked';
			readonly data: {readonly taskId: string; readonly title: string};
	  }
	| {
			readonly event: 'notify:task_session_completed' | 'notify:task_session_failed';
			readonly data: {readonly taskId: string; readonly sessionId: string; readonly title: string};
	  }
	| {
			readonly event: 'notify:session_completed' | 'notify:session_failed';
			readonly data: {readonly sessionId: string; readonly name: string};
	  }
	| {
			readonly event: 'notify:progress';
			readonly data: {
				readonly sessionId: string;
				readonly taskId?: string | undefined;
				readonly message?: string | undefined;
			};
	  }
	| {
			readonly event: 'team_member:created' | 'team_member:updated' | 'team_member:archived';
			readonly data: TeamMember;
	  }
	| {
			readonly event: 'task_list:created' | 'task_list:updated' | 'task_list:reordered';
			readonly data: TaskList;
	  }
	| {readonly event: 'model_profile:created' | 'model_profile:updated'; readonly data: ModelProfile}
	| {
			readonly event: 'team_member:deleted' | 'task_list:deleted' | 'model_profile:deleted';
			readonly data: {readonly id: string};
	  };
