"""The application that gunicorn serves."""

from service.app import create_app
from service.web.rendering import compile_templates

app = create_app()
compile_templates(app)
