/** A thread that reads strangers' mail: it may be killed at any time, and holds nothing but the task in hand. */
import { answerTask } from './answer-task.ts';
import { serveTasks } from './serve-tasks.ts';

serveTasks(answerTask);
