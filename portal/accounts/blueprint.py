"""The room's one blueprint: each subject's views add their addresses to it."""

from flask import Blueprint

page = Blueprint("accounts", __name__)
