from spot.operations.checks import assets_are_built


def test_missing_assets_are_a_clear_error_and_say_what_to_do(settings, tmp_path):
    settings.STATIC_ROOT, settings.STATICFILES_DIRS = tmp_path / "collected", [tmp_path / "static"]

    (error,) = assets_are_built()

    assert error.id == "spot.E001"
    assert "make assets" in error.hint


def test_built_assets_are_no_error(settings, tmp_path):
    settings.STATIC_ROOT, settings.STATICFILES_DIRS = tmp_path / "collected", [tmp_path / "static"]
    for name in ("app.css", "js/app.js"):
        path = tmp_path / "static/dist" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")

    assert assets_are_built() == []
