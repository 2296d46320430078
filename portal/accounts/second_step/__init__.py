"""The second step of staff: an app that shows a code, and recovery codes for the day it is lost."""
