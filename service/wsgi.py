"""The application that gunicorn serves."""

from service.api import create_app

app = create_app()
