"""What rooms below do with the log, gathered from its subjects."""

from portal.contributions.goals.service import add_goal as add_goal
from portal.contributions.goals.service import add_step as add_step
from portal.contributions.log.rules import Did as Did
from portal.contributions.log.service import save_time as save_time
from portal.contributions.log.service import start_entry as start_entry
from portal.contributions.stories.service import answer_story as answer_story
from portal.contributions.telling.service import reflect as reflect
from portal.contributions.telling.service import save_story as save_story
