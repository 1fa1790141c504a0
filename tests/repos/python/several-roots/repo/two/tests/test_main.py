from app.main import core
from core import base
