"""`croissant.json`: the tables of an export as Croissant (MLCommons) describes them.

In it CSV is what `pandas.read_csv` makes of it, so codes lose the zero in front; Parquet loses
nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from govnews.dataset import schema
from govnews.dataset.citation import Citation
from govnews.exporting.about import ETHICS, RIGHTS, package_name
from govnews.exporting.datapackage import Written
from govnews.exporting.sqlite import key_of

FILE = "croissant.json"
_MEDIA_TYPES = {"csv": "text/csv", "parquet": "application/x-parquet"}
FORMATS = tuple(_MEDIA_TYPES)
"""The formats that Croissant's own library reads."""
_TYPES = {
    "string": "sc:Text",
    "int32": "cr:Int32",
    "date": "sc:Date",
    "local_time": "sc:DateTime",
    "utc_time": "sc:DateTime",
    "list": "sc:Text",
}
_TERMS = (
    "arrayShape", "citeAs", "column", "conformsTo", "containedIn", "equivalentProperty", "extract",
    "field", "fileProperty", "fileObject", "fileSet", "format", "includes", "isArray",
    "isLiveDataset", "jsonPath", "key", "md5", "parentField", "path", "recordSet", "references",
    "regex", "repeated", "replace", "samplingRate", "separator", "source", "subField", "transform",
)  # fmt: skip
_CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/",
    "sc": "https://schema.org/",
    **{term: f"cr:{term}" for term in _TERMS},
    "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
}


def croissant(files: Sequence[Written], citation: Citation) -> dict[str, Any]:
    """The description of an export's files."""
    return {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": package_name(citation),
        "description": citation.title,
        "citeAs": citation.bibtex,
        "license": RIGHTS,
        "url": f"urn:govnews:{citation.version_id}",
        **({"dateModified": str(citation.harvested)} if citation.harvested else {}),
        "inLanguage": "vi",
        "isLiveDataset": False,
        "rai:personalSensitiveInformation": ETHICS,
        "distribution": [_file(file) for file in files],
        "recordSet": [_record_set(file) for file in files],
    }


def _file(file: Written) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": file.name,
        "name": file.name,
        "contentUrl": file.name,
        "contentSize": f"{file.size} B",
        "encodingFormat": _MEDIA_TYPES[file.form],
        "sha256": file.sha256,
    }


def _record_set(file: Written) -> dict[str, Any]:
    table = file.table
    keys = [{"@id": f"{table}/{name}"} for name in key_of(table)]
    return {
        "@type": "cr:RecordSet",
        "@id": table,
        "name": table,
        "description": schema.about(table),
        **({"key": keys[0] if len(keys) == 1 else keys} if keys else {}),
        "field": [_field(file, column) for column in schema.columns(table)],
    }


def _field(file: Written, column: schema.Column) -> dict[str, Any]:
    is_list = column.kind == "list" and file.form == "parquet"
    return {
        "@type": "cr:Field",
        "@id": f"{file.table}/{column.name}",
        "name": column.name,
        "description": column.description,
        "dataType": _TYPES[column.kind],
        **({"repeated": True} if is_list else {}),
        "source": {
            "fileObject": {"@id": file.name},
            "extract": {"column": column.name},
        },
    }
