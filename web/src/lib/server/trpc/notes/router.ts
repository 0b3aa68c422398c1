import { router } from '../builders.ts';
import { changeNote } from './change-note.ts';
import { deleteNote } from './delete-note.ts';
import { writeNote } from './write-note.ts';

export const notesRouter = router({ changeNote, deleteNote, writeNote });
